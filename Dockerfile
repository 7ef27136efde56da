# Two images from one file, for a hosted Supabase project (docs/hosting.md):
#   docker build --target web .     docker build --target worker .
FROM node:24.21.0-bookworm-slim AS base
ENV CI=true NEXT_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1 ONNXRUNTIME_NODE_INSTALL=skip
RUN npm install --global pnpm@12.21.0
WORKDIR /plotline
COPY . .

FROM base AS build
RUN --mount=type=cache,id=pnpm,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --filter @plotline/web...
RUN node scripts/bundle.mjs
RUN NODE_ENV=production pnpm --filter @plotline/web build

FROM base AS web
RUN --mount=type=cache,id=pnpm,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --prod --filter @plotline/web...
COPY --from=build --chown=node:node /plotline/apps/web/.next apps/web/.next
ENV NODE_ENV=production
USER node
WORKDIR /plotline/apps/web
EXPOSE 3000
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "node_modules/next/dist/bin/next", "start", "-H", "0.0.0.0", "-p", "3000"]

FROM base AS worker
RUN --mount=type=cache,id=pnpm,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --prod --filter @plotline/worker... \
    && mkdir /models && chown node:node /models
COPY --from=build /plotline/packages/strokes/dist packages/strokes/dist
COPY --from=build /plotline/packages/vectorizer/dist packages/vectorizer/dist
ENV NODE_ENV=production PLOTLINE_MODELS=/models
VOLUME /models
USER node
CMD ["node", "--conditions=plotline-bundled", "packages/worker/src/main.ts"]
