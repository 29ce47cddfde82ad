from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_fill_sketches")]

    operations = [migrations.DeleteModel("Fingerprint")]
