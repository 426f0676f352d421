// How the test of the document calls the operations of channels, templates and messages.
export type Call = {
  params?: Record<string, string>;
  query?: string;
  body?: object | string;
  status?: number;
};

export const engageCalls: Record<string, Call> = {
  getMessageRules: {},
  setMessageRules: { body: { time_zone: 'Europe/Warsaw', quiet_hours: [], caps: [], priorities: [] } },
};
