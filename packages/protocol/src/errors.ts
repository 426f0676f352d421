// The one table of faults that callers see: code, HTTP status, whether a retry can help, and what to do.

type ErrorEntry = { status: number; retryable: boolean; message: string };

/** Every code that an answer can carry. `message` is the default sentence; call sites may be more exact. */
export const errorTable = {
  unauthorized: {
    status: 401,
    retryable: false,
    message: 'Send a valid API key as `Authorization: Bearer …`, or sign in.',
  },
  forbidden: {
    status: 403,
    retryable: false,
    message: 'This key or member may not do that. Ask an owner for the scope.',
  },
  card_token_ended: {
    status: 401,
    retryable: false,
    message: 'This card token has ended. Load the page again, or have it ask for a new one.',
  },
  view_reads_limited: {
    status: 429,
    retryable: true,
    message: 'Too many reads of views. Retry after the given seconds.',
  },
  view_streams_limited: {
    status: 429,
    retryable: true,
    message: 'Too many views are open. Close some, or read without a stream.',
  },
  view_timed_out: {
    status: 504,
    retryable: true,
    message: 'The answer of this view took too long. Retry, or take fields out of the view.',
  },
  write_key_missing: {
    status: 401,
    retryable: false,
    message:
      'Send the write key of a source: `Authorization: Basic base64(writeKey:)` or `writeKey` in the body.',
  },
  write_key_unknown: {
    status: 401,
    retryable: false,
    message: 'No source has this write key. Copy the key from Sources in the console.',
  },
  source_disabled: {
    status: 403,
    retryable: false,
    message: 'This source is switched off. Enable it under Sources in the console.',
  },
  not_found: { status: 404, retryable: false, message: 'There is nothing at this address.' },
  profile_not_found: { status: 404, retryable: false, message: 'Nobody has this identifier.' },
  method_not_allowed: { status: 405, retryable: false, message: 'This address does not take that method.' },
  malformed_json: { status: 400, retryable: false, message: 'The body is not valid JSON.' },
  malformed_body: { status: 400, retryable: false, message: 'The body does not have the expected shape.' },
  body_too_large: { status: 400, retryable: false, message: 'The body is too large. Send smaller batches.' },
  unsupported_encoding: {
    status: 400,
    retryable: false,
    message: 'Only `Content-Encoding: gzip` or none is understood.',
  },
  rate_limited: {
    status: 429,
    retryable: true,
    message: 'Too many messages for this source. Retry after the given seconds.',
  },
  pipeline_behind: {
    status: 429,
    retryable: true,
    message: 'The pipeline is behind. Retry after the given seconds; nothing accepted is lost.',
  },
  storage_unavailable: {
    status: 503,
    retryable: true,
    message: 'The database cannot be reached right now. Retry; nothing was stored.',
  },
  settle_timeout: {
    status: 504,
    retryable: true,
    message: 'Not everything was processed in time. Ask again with a longer timeout_ms.',
  },
  invalid_request: { status: 400, retryable: false, message: 'The request is not valid.' },
  purpose_required: {
    status: 400,
    retryable: false,
    message: 'Name the purpose of this read: add `?purpose=SLUG` (see GET /api/purposes).',
  },
  purpose_unknown: {
    status: 422,
    retryable: false,
    message: 'There is no such purpose (see GET /api/purposes).',
  },
  notice_unknown: {
    status: 422,
    retryable: false,
    message: 'No notice has this hash (see GET /api/notices).',
  },
  consent_invalid: {
    status: 422,
    retryable: false,
    message: 'This cannot have been expressed so.',
  },
  preference_invalid: { status: 422, retryable: false, message: 'This cannot be said of a contact point.' },
  message_not_found: { status: 404, retryable: false, message: 'There is no message with this id.' },
  account_not_found: { status: 404, retryable: false, message: 'The channel has no account of this name.' },
  account_invalid: { status: 422, retryable: false, message: 'The account cannot be kept.' },
  mail_withheld: {
    status: 403,
    retryable: false,
    message: 'What a mail says is shown to those alone who see everything in clear.',
  },
  test_not_sent: { status: 422, retryable: false, message: 'The test could not be sent.' },
  answer_not_signed: {
    status: 401,
    retryable: false,
    message: 'What is told of messages must be signed as the account says.',
  },
  answer_unreadable: {
    status: 400,
    retryable: false,
    message: 'What is told of messages cannot be read by this account. Look into its settings.',
  },
  template_unknown: {
    status: 422,
    retryable: false,
    message: 'There is no published template of this name (see GET /api/templates).',
  },
  campaign_not_found: { status: 404, retryable: false, message: 'There is no campaign of this name.' },
  campaign_invalid: { status: 422, retryable: false, message: 'The campaign cannot go out as it is.' },
  campaigns_full: {
    status: 422,
    retryable: false,
    message: 'There are 500 campaigns already. Remove drafts that nobody uses.',
  },
  topic_unknown: { status: 422, retryable: false, message: 'There is no such topic (see GET /api/topics).' },
  topic_not_found: { status: 404, retryable: false, message: 'There is no topic of this name.' },
  topic_invalid: { status: 422, retryable: false, message: 'The topic cannot be kept.' },
  topic_in_use: {
    status: 409,
    retryable: false,
    message: 'People said something of this topic, so it stays, to be heard. Retire it instead.',
  },
  topics_full: {
    status: 422,
    retryable: false,
    message: 'There are 500 topics already. Remove those that nobody uses.',
  },
  request_not_found: { status: 404, retryable: false, message: 'There is no request with this id.' },
  ask_not_found: { status: 404, retryable: false, message: 'There is no ask of this name.' },
  ask_invalid: { status: 422, retryable: false, message: 'The ask cannot be kept.' },
  asks_full: { status: 422, retryable: false, message: 'There are 100 asks already.' },
  brand_not_found: { status: 404, retryable: false, message: 'There is no brand of this name.' },
  brand_in_use: {
    status: 409,
    retryable: false,
    message: 'The brand has topics. Give them another brand, or remove them, first.',
  },
  brands_full: {
    status: 422,
    retryable: false,
    message: 'There are 50 brands already. Remove those that nobody uses.',
  },
  accent_unreadable: {
    status: 422,
    retryable: false,
    message:
      'Words in this colour could not be read on the public pages. Take the one that `details` name, or another.',
  },
  logo_invalid: {
    status: 422,
    retryable: false,
    message: 'The logo must be a PNG, JPEG, WebP, GIF or SVG file of at most 200 kB.',
  },
  logo_not_found: { status: 404, retryable: false, message: 'The brand has no logo.' },
  centre_invalid: { status: 422, retryable: false, message: 'The preference centre cannot be set so.' },
  definition_invalid: { status: 422, retryable: false, message: 'The definition cannot be understood.' },
  definition_unknown: {
    status: 422,
    retryable: false,
    message: 'The definition asks something that does not exist.',
  },
  definition_not_covered: {
    status: 422,
    retryable: false,
    message: 'The definition looks at data that its purpose may not use.',
  },
  definition_masked: {
    status: 403,
    retryable: false,
    message: 'The definition tests a value that this role or key sees only masked.',
  },
  look_up_too_many: {
    status: 422,
    retryable: false,
    message: 'A look-up into the catalog finds more than 20,000 objects. Ask for fewer of them.',
  },
  definition_circle: { status: 422, retryable: false, message: 'The definition would ask itself.' },
  definition_in_use: {
    status: 409,
    retryable: false,
    message: 'Another definition asks it. Change that first.',
  },
  definition_not_found: { status: 404, retryable: false, message: 'There is no definition of this name.' },
  purpose_not_of_segment: {
    status: 422,
    retryable: false,
    message: 'The segment is for another purpose. Read it for that one.',
  },
  moment_in_future: {
    status: 422,
    retryable: false,
    message: 'That moment has not come yet. Ask about one that is past.',
  },
  definitions_full: {
    status: 422,
    retryable: false,
    message: 'There are 500 of them already. Remove those that nobody uses.',
  },
  view_invalid: { status: 422, retryable: false, message: 'The view cannot be understood.' },
  view_not_found: { status: 404, retryable: false, message: 'There is no view of this name.' },
  view_needs_person: { status: 422, retryable: false, message: 'The view is about a person. Name one.' },
  view_needs_nobody: { status: 422, retryable: false, message: 'The view is about no person.' },
  views_full: {
    status: 422,
    retryable: false,
    message: 'There are 200 of them already. Remove those that nobody uses.',
  },
  template_not_found: { status: 404, retryable: false, message: 'There is no template of this name.' },
  template_invalid: { status: 422, retryable: false, message: 'The template cannot be kept.' },
  template_not_ready: {
    status: 422,
    retryable: false,
    message: 'The template cannot be sent yet. `details` say what is wrong.',
  },
  templates_full: {
    status: 422,
    retryable: false,
    message: 'There are 500 templates already. Nobody needs so many: change those that there are.',
  },
  test_send_refused: {
    status: 422,
    retryable: false,
    message: 'A test goes to the e-mail address of a member, and to nobody else.',
  },
  list_not_found: { status: 404, retryable: false, message: 'There is no list of this name.' },
  list_in_use: { status: 409, retryable: false, message: 'A segment or trait asks it. Change that first.' },
  lists_full: {
    status: 422,
    retryable: false,
    message: 'There are 500 lists already. Remove those that nobody uses.',
  },
  type_not_found: { status: 404, retryable: false, message: 'The catalog has no such type.' },
  type_invalid: { status: 422, retryable: false, message: 'The type cannot be understood.' },
  type_in_use: { status: 409, retryable: false, message: 'The type has objects. Remove them first.' },
  types_full: {
    status: 422,
    retryable: false,
    message: 'There are 100 types already. Remove those that nobody uses.',
  },
  object_not_found: { status: 404, retryable: false, message: 'The catalog has no such object.' },
  object_too_large: {
    status: 400,
    retryable: false,
    message:
      'The object is larger than 64 kB. Keep large texts and pictures elsewhere, and name the address.',
  },
  in_app_token_ended: {
    status: 401,
    retryable: false,
    message: 'This token has ended. Load the page again, or have it ask for a new one.',
  },
  in_app_streams_limited: {
    status: 429,
    retryable: true,
    message: 'Too many inboxes are open. Read without a stream.',
  },
  phone_task_not_found: { status: 404, retryable: false, message: 'There is no call with this id.' },
  phone_task_taken: { status: 409, retryable: false, message: 'Somebody else has this call in hand.' },
  phone_task_refused: {
    status: 403,
    retryable: false,
    message: 'They must not be called. The reason names what they said.',
  },
  name_taken: { status: 409, retryable: false, message: 'The name is taken. Choose another.' },
  test_clock_closed: {
    status: 403,
    retryable: false,
    message: 'The test clock is closed. Start with RAPPORT_TEST_CLOCK=1 to open it.',
  },
  conflict: { status: 409, retryable: false, message: 'This would contradict what exists.' },
  upload_invalid: { status: 422, retryable: false, message: 'The file cannot be read.' },
  data_directory_in_use: {
    status: 500,
    retryable: false,
    message: 'Another process is already running on this data directory.',
  },
  data_directory_unusable: { status: 500, retryable: false, message: 'The data directory cannot be used.' },
  database_unusable: { status: 500, retryable: false, message: 'The embedded PostgreSQL cannot be started.' },
  config_invalid: { status: 500, retryable: false, message: 'A configuration value is wrong.' },
  internal: {
    status: 500,
    retryable: true,
    message: 'Something failed inside. The id in `details` names it in the log.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/** A fault for the caller. `details` must hold no personal data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message?: string, details: Record<string, unknown> = {}, cause?: unknown) {
    super(message ?? errorTable[code].message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  /** The body of the answer, as the outside contract gives it. */
  toBody(): { error: { code: ErrorCode; message: string; details: Record<string, unknown> } } {
    return { error: { code: this.code, message: this.message, details: this.details } };
  }
}

export const isAppError = (error: unknown): error is AppError => error instanceof AppError;
