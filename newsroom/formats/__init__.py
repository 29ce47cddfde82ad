"""How dates are written, where Django's own way is not ours: one folder a language (FORMAT_MODULE_PATH)."""
