// The public face of imports: reading files, mapping rows, the command, and the console's upload.
export { type ImportIo, runImportCommand } from './command/run-import.ts';
export { FileError } from './model.ts';
