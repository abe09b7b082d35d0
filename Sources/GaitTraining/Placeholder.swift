// Holds the place of the first file.
