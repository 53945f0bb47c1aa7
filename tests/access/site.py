"""Who gets what at the addresses of site."""

ACCESS = {
    "home": ("", "200", "405"),
    "preferences": ("", "405", "302"),
    "about": ("", "200", "405"),
    "healthz": ("", "200", "405"),
    "gallery": ("", "200", "405"),
    "javascript_catalog": ("", "200", "405"),
    "admin:index": ("", "302 302 302 302 302 302 302 200 200", "302 302 302 302 302 302 302 200 200"),
}
