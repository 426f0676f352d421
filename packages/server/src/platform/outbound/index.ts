// Requests to addresses that somebody else names.

export {
  type Answered,
  type Asked,
  type Hand,
  type Outbound,
  OutboundFault,
  type Resolve,
} from './model.ts';
export { isPublic } from './networks.ts';
export { openOutbound } from './outbound.ts';
