// What a member may choose for the colours: like the system, light, dark.
export type ThemeChoice = 'auto' | 'light' | 'dark';
