// How an event is named and marked on screen, the same in every list.
import {
  IconBolt,
  IconBuilding,
  IconDeviceMobile,
  IconFileText,
  IconLink,
  IconUserEdit,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import type { EventType } from './events-query.ts';

export const EVENT_ICON: Record<EventType, ReactNode> = {
  track: <IconBolt aria-hidden="true" />,
  identify: <IconUserEdit aria-hidden="true" />,
  page: <IconFileText aria-hidden="true" />,
  screen: <IconDeviceMobile aria-hidden="true" />,
  group: <IconBuilding aria-hidden="true" />,
  alias: <IconLink aria-hidden="true" />,
};

/** The title of an event: its own name for track, else what kind of call it was, with the page's name. */
export function useEventTitle(): (event: {
  type: EventType;
  event?: string | null;
  name?: string | null;
}) => string {
  const { t } = useTranslation();
  return ({ type, event, name }) => {
    if (type === 'track') return event || name || t('live.title.track');
    if ((type === 'page' || type === 'screen') && name) return t(`live.titleNamed.${type}`, { name });
    return t(`live.title.${type}`);
  };
}
