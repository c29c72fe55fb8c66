"""What a workspace keeps: taken elsewhere, brought back, and, brand by brand, erased."""
