from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsroom import kinds
        from newsroom.sqlite import checks  # noqa: F401  (importing it registers the check)

        kinds.register()
