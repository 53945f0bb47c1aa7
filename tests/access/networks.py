"""Who gets what at the addresses of networks."""

ACCESS = {
    "networks:network_list": ("", "200", "405"),
    "networks:network_detail": ("network", "200", "405"),
}
