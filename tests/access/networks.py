"""Who gets what at the addresses of networks."""

ACCESS = {
    "networks:network_list": ("", "200", "405"),
    "networks:network_detail": ("network", "200", "405"),
    "networks:network_coordinators": (
        "network",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 200 200",
    ),
    "networks:coordinator_remove": (
        "network_grant",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 302 302",
    ),
}
