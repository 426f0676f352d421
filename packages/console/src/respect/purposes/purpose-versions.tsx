// The versions of a purpose, the newest first: what was different, and whether consents to each still count.
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useTranslation } from '../../language/index.ts';
import { StateMark, Tag } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useChangeLines } from './change-words.ts';
import { type Coverage, coverageOf, kindOfChange, needsConsent } from './meaning.ts';
import styles from './purposes.module.css';
import type { PurposeVersion } from './purposes-query.ts';

export function PurposeVersions({ versions }: { versions: PurposeVersion[] }) {
  const { t } = useTranslation();
  const [current] = versions;
  // What needs no consent has none that could stop counting.
  const asks = current !== undefined && current.retired_at === null && needsConsent(current);
  return (
    <Section title={t('purposes.versions.title')}>
      <ol className={styles.versions} aria-label={t('purposes.versions.title')}>
        {versions.map((version, index) => (
          <Version
            key={version.version}
            version={version}
            before={versions[index + 1]}
            coverage={asks && version.version !== current.version ? coverageNow(version, current) : undefined}
          />
        ))}
      </ol>
    </Section>
  );
}

/** Consents bind to the meaning: since the version that gave the purpose its meaning of now, all of them count. */
const coverageNow = (version: PurposeVersion, current: PurposeVersion): Coverage =>
  version.version >= current.meaning_version ? 'whole' : coverageOf(version, current);

const TONE = { whole: 'good', part: 'waiting', none: 'off' } as const;

function Version({
  version,
  before,
  coverage,
}: {
  version: PurposeVersion;
  before: PurposeVersion | undefined;
  coverage: Coverage | undefined;
}) {
  const { t } = useTranslation();
  const linesOf = useChangeLines();
  const nameOf = useMakerName();
  const changes = before ? linesOf(before, version) : [];
  const kind = kindOfChange(changes.map(({ field }) => field));
  const by = version.published_by;
  return (
    <li className={styles.version}>
      <div className={styles.versionHead}>
        <h3>{t('purposes.version', { version: version.version })}</h3>
        {before && kind !== 'none' && <Tag>{t(`purposes.kindOfChange.${kind}`)}</Tag>}
        {coverage && <StateMark tone={TONE[coverage]}>{t(`purposes.coverage.${coverage}`)}</StateMark>}
        <span className={styles.quiet}>
          {by && by !== 'shipped'
            ? t('purposes.versions.by', { who: nameOf(by, version.published_by_name) })
            : t('purposes.versions.shipped')}
        </span>
        <span className={styles.quiet}>
          <RelativeTime at={version.published_at} />
        </span>
      </div>
      {changes.length > 0 && (
        <ul className={styles.changes}>
          {changes.map(({ field, text }) => (
            <li key={field}>{text}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
