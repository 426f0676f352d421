// The public face of the protocol: wire types, schemas and error codes. No input or output happens here.
export { AppError, type ErrorCode, errorTable, isAppError } from './errors.ts';
export {
  type Message,
  type MessageType,
  messageIdLengthMax,
  messageTypes,
  parseMessage,
  type QuarantineCode,
  quarantineTable,
} from './messages.ts';
export { isInUnion } from './places.ts';
export { parseTimestamp } from './timestamps.ts';
