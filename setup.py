"""Which folders are packages, and which files belong to them: all that there are, found by themselves.

The floors stand at the top of the repository and are installed inside the package ``crm_adoption``. All else about the
distribution stands in pyproject.toml.
"""

from setuptools import find_packages, setup

FLOORS = ("model", "scenarios", "analysis")
DATA = ["*.toml", "*.csv", "*.json", "*.mplstyle", "*.css", "*.jinja", "*.vue", "assets/*", "*/*.toml", "*/*/*.toml"]
found = find_packages(include=[pattern for floor in FLOORS for pattern in (floor, f"{floor}.*")])

setup(
    packages=["crm_adoption", *(f"crm_adoption.{name}" for name in found)],
    package_dir={"crm_adoption": ".", **{f"crm_adoption.{name}": name.replace(".", "/") for name in found}},
    package_data={
        "crm_adoption": [
            "py.typed",
            "docs/*.md",
            "docs/images/*.svg",
            "docs/images/*.png",
        ],  # for the page
        **{f"crm_adoption.{name}": DATA for name in found},
    },
)
