// Polski: Purposes.
export const purposes = {
  about:
    'Do czego wolno używać danych osób i na jakiej podstawie. Każdy odczyt, wiadomość i eksport podaje jeden z tych celów.',
  basis: {
    contract: 'Potrzebne, by wykonać to, co uzgodniono z osobą (umowa).',
    legitimate_interest: 'W prawnie uzasadnionym interesie firmy; osoba może się sprzeciwić.',
    consent: 'Tylko jeśli osoba się zgodziła (zgoda).',
    legal_obligation: 'Wymagane przez prawo.',
    vital_interest: 'By chronić czyjeś życie.',
    public_task: 'Dla zadania w interesie publicznym.',
  },
  model: {
    none: 'Nikogo nie trzeba pytać.',
    notice: 'Osoby są informowane; nikogo nie trzeba pytać.',
    opt_out: 'Dozwolone, dopóki osoba się nie sprzeciwi.',
    opt_in: 'Odmowa, dopóki osoba się nie zgodzi.',
    explicit: 'Odmowa, dopóki osoba nie zgodzi się wprost.',
  },
  picker: { label: 'Widok dla celu', title: 'Pokaż, co może widzieć ten cel' },
  reason: {
    basis_contract: 'To potrzebne do tego, co uzgodniono, i nikt się nie sprzeciwił.',
    basis_legitimate_interest: 'Opiera się na uzasadnionym interesie, a ta osoba się nie sprzeciwiła.',
    basis_legal_obligation: 'Wymaga tego prawo.',
    basis_vital_interest: 'Chroni czyjeś życie.',
    basis_public_task: 'To zadanie w interesie publicznym.',
    consent_unknown: 'Potrzebna jest zgoda, a tej osoby nie zapytano albo nie odpowiedziała.',
    consent_given: 'Ta osoba się zgodziła.',
    consent_withdrawn: 'Ta osoba wycofała zgodę.',
    consent_expired: 'Zgoda tej osoby wygasła.',
    objected: 'Ta osoba się sprzeciwiła.',
    not_collected_for_purpose: 'Nie zebrano tego w tym celu.',
  },
  starter: {
    service: { name: 'Obsługa klienta', meaning: 'Odpowiadanie i pomoc klientom w sprawie zakupów i pytań.' },
    messageTransactional: {
      name: 'Wiadomości transakcyjne',
      meaning: 'Wiadomości dotyczące zamówienia lub konta, na przykład rachunki.',
    },
    identityLink: {
      name: 'Rozpoznawanie między urządzeniami',
      meaning: 'Łączenie tego, co jedna osoba robiła na kilku urządzeniach i w kilku kanałach.',
    },
    analytics: { name: 'Analityka', meaning: 'Liczenie i mierzenie, jak używana jest nasza oferta.' },
    personalisation: {
      name: 'Personalizacja',
      meaning: 'Dobór treści i ofert według tego, co osoba robiła wcześniej.',
    },
    marketingEmail: { name: 'Marketing e-mailowy', meaning: 'Wysyłanie ofert i nowości e-mailem.' },
    marketingSms: { name: 'Marketing SMS', meaning: 'Wysyłanie ofert i nowości SMS-em.' },
    marketingPush: { name: 'Marketing push', meaning: 'Wysyłanie ofert i nowości na urządzenia.' },
    marketingPhone: { name: 'Marketing telefoniczny', meaning: 'Dzwonienie z ofertami.' },
    marketingAds: { name: 'Reklama', meaning: 'Dobór reklam, które osoba widzi gdzie indziej.' },
    sharing: { name: 'Udostępnianie', meaning: 'Przekazywanie danych partnerom do ich własnego użytku.' },
    sale: { name: 'Sprzedaż', meaning: 'Przekazywanie danych innym za pieniądze lub inną korzyść.' },
    compliance: {
      name: 'Zgodność z prawem',
      meaning:
        'Wypełnianie obowiązków prawnych, na przykład odpowiadanie na żądania dotyczące danych osobowych.',
    },
  },
  title: 'Cele',
  version: 'Wersja {{version}}',
};
