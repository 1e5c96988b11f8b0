"""Whether those who answer are those who own, and whether somebody leads where several answer."""
