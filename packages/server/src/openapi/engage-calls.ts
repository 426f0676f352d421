// How the test of the document calls the operations of channels, templates and messages.
export type Call = {
  params?: Record<string, string>;
  query?: string;
  body?: object | string;
  status?: number;
};

export const aReceipt = {
  title: 'Receipt',
  contents: {
    email: { en: { subject: 'Your order {{ order.id }}', html: '<p>Thank you, {{ person.plan }}</p>' } },
  },
};
const ofReceipt = { params: { slug: 'receipt' } };
const filledIn = { channel: 'email', variables: { order: { id: '1' } } };

const sarah = { type: 'email', value: 'sarah@example.com' };

const templateCalls: Record<string, Call> = {
  listTemplates: {},
  createTemplate: { body: { ...aReceipt, slug: 'other', purpose: 'message.transactional' } },
  getTemplate: ofReceipt,
  changeTemplate: { ...ofReceipt, body: { ...aReceipt, expected_version: 1 } },
  publishTemplate: { ...ofReceipt, body: {} },
  archiveTemplate: { ...ofReceipt, body: { archived: false } },
  listReadyMadeTemplates: {},
  addReadyMadeTemplate: { params: { name: 'welcome' }, body: {}, status: 201 },
  listTemplateVersions: ofReceipt,
  getTemplateVersion: { params: { slug: 'receipt', version: '1' } },
  previewTemplate: {
    body: { ...filledIn, template: 'receipt', person: sarah },
  },
  testTemplate: { ...ofReceipt, body: { ...filledIn, to: 'stranger@example.com' }, status: 422 },
};

export const engageCalls: Record<string, Call> = {
  ...templateCalls,
  listPhoneTasks: {},
  claimPhoneTask: { params: { id: '99' }, status: 404 },
  endPhoneTask: { params: { id: '99' }, body: { outcome: 'reached' }, status: 404 },
  createInAppToken: { body: { subject: sarah }, status: 201 },
  getInApp: { params: sarah },
  readInApp: { params: { ...sarah, id: '99' }, status: 404 },
  clickInApp: { params: { ...sarah, id: '99' }, status: 404 },
  getMessageRules: {},
  setMessageRules: { body: { time_zone: 'Europe/Warsaw', quiet_hours: [], caps: [], priorities: [] } },
};
