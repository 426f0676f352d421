-- How the public pages look and read: colours and a logo of each brand, and what a company sets for its preference centre.

-- A logo is uploaded: nothing that is not ours is loaded by a page that somebody opens by a link.
alter table brands drop column logo_url;
-- Six hexadecimal digits behind a #, readable on the grounds of the pages. Null: ours; of accent_dark: the nearest to accent.
alter table brands add column accent text, add column accent_dark text;

create table brand_logos (
  brand_id int primary key references brands on delete cascade,
  workspace_id int not null references workspaces,
  -- SHA-256 of the file, in hexadecimal: its public address.
  hash text not null,
  media_type text not null,
  file bytea not null
);
create index brand_logos_hash on brand_logos (hash);

create table preference_centres (
  workspace_id int primary key references workspaces,
  -- The face of the pages that no link and no topic gives another. Where the brand is removed, none.
  brand text,
  -- Those that are offered, by tag, in their order; one of them is for whoever asks for another.
  languages text[] not null,
  default_language text not null,
  -- By language tag: the company's own words, by the name of the text.
  texts jsonb not null,
  -- By language tag: the address of the privacy notice.
  privacy_notices jsonb not null,
  -- Whether the page tells what is held.
  show_held boolean not null,
  version int not null,
  updated_at timestamptz not null,
  updated_by text not null,
  foreign key (workspace_id, brand) references brands (workspace_id, slug) on delete set null (brand)
);
