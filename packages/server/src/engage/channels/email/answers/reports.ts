// Parts of a mail that machines write for machines: the fields of a report, and the mail that it is about.
import type { ParsedMail } from 'mailparser';

export type Reports = {
  /** What is said of each recipient. */
  delivery: string | undefined;
  feedback: string | undefined;
  /** Message-IDs in what was sent back of the mail. */
  returned: string;
};

export function readReports({ attachments }: ParsedMail): Reports {
  const partOf = (type: RegExp) =>
    attachments.find(({ contentType }) => type.test(contentType))?.content.toString('utf8');
  const returned =
    partOf(/^(text\/rfc822-headers|message\/(rfc822|rfc822-headers|global|global-headers))$/) ?? '';
  const headers = returned.split(/\r?\n\r?\n/, 1)[0] ?? '';
  return {
    delivery: partOf(/^message\/(global-)?delivery-status$/),
    feedback: partOf(/^message\/feedback-report$/),
    returned: /^message-id:((?:.|\r?\n[ \t])*)/im.exec(headers)?.[1] ?? '',
  };
}

/** Blocks of fields, by lower-case names; what is folded is on one line. */
export function readFields(report: string): Map<string, string>[] {
  const blocks = report.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n\r?\n/);
  return blocks.map(
    (block) =>
      new Map(
        block.split(/\r?\n/).flatMap((line): [string, string][] => {
          const colon = line.indexOf(':');
          return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
        }),
      ),
  );
}

/**
 * Whether it will never get there. A full mailbox is emptied one day, another mail may be smaller, and a refusal by policy is about the
 * mail or about us: none of these says anything of the address.
 */
export function isHardStatus(status: string): boolean {
  return /^5\./.test(status) && !/^5\.(2\.[23]|3\.4|7\.\d+)\b/.test(status);
}
