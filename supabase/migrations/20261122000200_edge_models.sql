-- Which networks a worker can find edges by: an order that needs one is refused where none is.

alter table public.workers add column edge_models text[] not null default '{}';
comment on column public.workers.edge_models is 'The edges models that are registered with it, by name.';

alter table public.workers
  add constraint workers_edge_models_count check (cardinality(edge_models) <= 100);
