"""Every judgement of a brand on a day, each as one verdict; what cannot be told is one, too."""
