// Keeps the page's own files, so that it starts without a network. A visit takes what the network has, if it comes in
// time: an update reaches people the next time they come. What people give to the page never passes here.

/** Written by the build: a digest of the files, and their addresses, of which the first is the page itself. */
const VERSION = "{{version}}";
const FILES = "{{files}}".split(" ");
/** What few need: kept once it was asked for. */
const LATER = "{{later}}".split(" ").map((name) => new URL(name, self.registration.scope).href);

/** Other pages of the same host keep files of their own. */
const OWN = `doc9303 ${self.registration.scope} `;
const CACHE = OWN + VERSION;
/** A network that does not answer by then is none. */
const PATIENCE = 5000;

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(clean().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(request.mode === "navigate" ? visit(request) : asset(request));
});

/** All files or none: a page of one build does not run with the script of another. */
async function fill() {
  const cache = await caches.open(CACHE);
  const [page, ...others] = FILES;
  const fresh = await fetch(page, { cache: "reload" });
  if (!fresh.ok || !(await fresh.clone().text()).includes(VERSION)) throw new Error("the page is of another build than this worker");
  await cache.put(page, fresh);
  await cache.addAll(others);
}

async function clean() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OWN) && name !== CACHE).map((name) => caches.delete(name)));
}

async function visit(request) {
  const kept = async () => (await found(request, { ignoreSearch: true })) ?? found(FILES[0]);
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer?.ok) return answer;
    return (await kept()) ?? answer ?? fetch(request);
  } catch {
    return (await kept()) ?? Response.error();
  }
}

/** The address of a file names its build, so that what is kept is what is asked for; the digest that goes with a request says so too. */
const asset = async (request) => (await found(request)) ?? (LATER.includes(request.url) ? keep(request) : fetch(request));

async function keep(request) {
  const answer = await fetch(request);
  if (answer.ok) await put(request, answer.clone()).catch(() => {});
  return answer;
}

/** Where there is no room it is not kept, nor after a worker of another build has taken this one's place. */
async function put(request, answer) {
  if (await caches.has(CACHE)) await (await caches.open(CACHE)).put(request, answer);
}

const found = (request, how) => caches.match(request, { ...how, cacheName: CACHE });
