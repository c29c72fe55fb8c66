"""Goals: the board, one goal, and writing, changing and closing one."""
