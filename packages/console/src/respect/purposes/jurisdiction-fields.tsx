// Where another ground holds: a row for each jurisdiction, written as law codes do (EU, US, US-CA).
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { GroundFields } from './meaning-fields.tsx';
import { toPlace } from './purpose-draft.ts';
import type { EditDraft } from './purpose-editor.tsx';
import styles from './purposes.module.css';
import type { PurposeBody } from './purposes-query.ts';

export function JurisdictionFields({
  draft: { jurisdictions, legal_basis, consent_model },
  edit,
  fault,
}: {
  draft: PurposeBody;
  edit: EditDraft;
  fault: string | undefined;
}) {
  const { t } = useTranslation();
  const [place, setPlace] = useState('');
  const wished = toPlace(place);
  const isFree = wished !== undefined && !Object.hasOwn(jurisdictions, wished);
  const add = () => {
    if (!isFree) return;
    edit({ jurisdictions: { ...jurisdictions, [wished]: { legal_basis, consent_model } } });
    setPlace('');
  };
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>{t('purposes.field.jurisdictions')}</legend>
      <p className={styles.help}>{t('purposes.help.jurisdictions')}</p>
      {Object.entries(jurisdictions).map(([key, ground]) => (
        <fieldset key={key} className={styles.place}>
          <legend className="visually-hidden">{key}</legend>
          <code className={styles.placeCode}>{key}</code>
          <GroundFields
            ground={ground}
            onGround={(changed) => edit({ jurisdictions: { ...jurisdictions, [key]: changed } })}
          />
          <IconButton
            label={t('purposes.removeOne', { what: key })}
            onClick={() => {
              const { [key]: _gone, ...rest } = jurisdictions;
              edit({ jurisdictions: rest });
            }}
          >
            <IconTrash />
          </IconButton>
        </fieldset>
      ))}
      {fault && <p className={styles.fault}>{fault}</p>}
      <div className={styles.addRow}>
        <TextField
          label={t('purposes.addPlace.label')}
          labelHidden
          placeholder="EU, EU-DE, US-CA"
          value={place}
          maxLength={6}
          fault={place.trim().length > 1 && !isFree ? t('purposes.addPlace.fault') : undefined}
          onChange={(event) => setPlace(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <Button icon={<IconPlus aria-hidden="true" />} disabled={!isFree} onClick={add}>
          {t('purposes.addPlace.verb')}
        </Button>
      </div>
    </fieldset>
  );
}
