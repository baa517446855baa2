"""What the tables of keys say of themselves: `docs/keys.md`, and a JSON Schema for editors a kind of file.

`python -m broadcaster.timetable.keys` writes them anew after a table was changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from broadcaster.settings.fields import CONFIG
from broadcaster.text.script import SCRIPT
from broadcaster.timetable.fields import SCHEDULE
from broadcaster.written.fields import keys_table
from broadcaster.written.schema import file_schema, tables_within

_HEAD = """# Các khoá trong tệp của đài

Bảng này do chương trình tự viết ra từ chính bảng nó dùng để đọc tệp (`python -m broadcaster.timetable.keys`).
Mỗi khoá viết được bằng tiếng Anh hay tiếng Việt; có dấu hay không dấu, chữ hoa hay chữ thường, dấu cách hay dấu gạch
dưới đều như nhau.
"""


def documents() -> dict[str, str]:
    """Every generated page by its path in the repository."""
    pages = {
        "docs/schema/config.json": file_schema("config.yaml của đài", CONFIG),
        "docs/schema/schedule.json": file_schema("Tệp lịch phát trong schedules/", SCHEDULE),
        "docs/schema/script.json": file_schema("Phần đầu của một bài trong scripts/vi/", SCRIPT),
    }
    lines = [_HEAD]
    for title, root in (("`config.yaml`", CONFIG), ("`schedules/*.yaml`", SCHEDULE), ("`scripts/vi/*.md`", SCRIPT)):
        lines.append(f"# {title}\n")
        for table in tables_within(root):
            lines += keys_table(table) if table.fields else []
    return pages | {"docs/keys.md": "\n".join(lines).rstrip() + "\n"}


def main(root: Path) -> None:
    """Write every page under `root`."""
    for path, text in documents().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd())
