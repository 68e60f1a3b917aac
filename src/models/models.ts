import { askOnce, estimated, type Written } from "./ask.ts";
import { failureOf, unfinished } from "./failures.ts";
import { findJson } from "./find_json.ts";
import { loadProvider, type Provider } from "./sdk.ts";
import {
  ANSWER_FORMS,
  type AnswerForm,
  type ModelAnswer,
  type ModelFailure,
  type ModelQuestion,
  type Models,
  type ModelSettings,
  type ModelUsage,
} from "./types.ts";

/** What tests replace. */
export interface ModelClock {
  now: () => number;
  wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** `isPassedOn`: somebody has seen a part of the answer already. */
type Outcome = { ok: true; written: Written } | { ok: false; failure: ModelFailure; isPassedOn: boolean };

const MAX_TRIES = 3;
const FIRST_BACK_OFF_MS = 1_000;
/** Whoever asks to be left alone for longer is not waited for. */
const MAX_WAIT_MS = 60_000;
const WORTH_A_RETRY: readonly ModelFailure["code"][] = ["rate_limited", "unavailable", "unreachable"];

export function createModels(settings: ModelSettings, clock: ModelClock = REAL_CLOCK): Models {
  let provider: Promise<Provider> | undefined;
  const forms = new Map<string, AnswerForm>();
  return {
    provider: settings.provider,
    names: settings.names,
    async generate(question) {
      provider ??= loadProvider(settings);
      return await new Conversation(await provider, question, settings, clock, forms).run();
    },
  };
}

/** One question, from form to form and from try to try, until there is an answer or no point in going on. */
class Conversation {
  readonly #provider: Provider;
  readonly #question: ModelQuestion;
  readonly #settings: ModelSettings;
  readonly #clock: ModelClock;
  /** The form that each model is known to understand. */
  readonly #forms: Map<string, AnswerForm>;
  readonly #endsAt: number;
  readonly #usage: ModelUsage = { inputTokens: 0, outputTokens: 0 };

  constructor(
    provider: Provider,
    question: ModelQuestion,
    settings: ModelSettings,
    clock: ModelClock,
    forms: Map<string, AnswerForm>,
  ) {
    this.#provider = provider;
    this.#question = question;
    this.#settings = settings;
    this.#clock = clock;
    this.#forms = forms;
    this.#endsAt = clock.now() + Math.min(question.totalMs ?? Infinity, settings.limits.totalMs);
  }

  async run(): Promise<ModelAnswer> {
    const forms = this.#formsToTry();
    let refusal: ModelFailure | undefined;
    for (const form of forms) {
      const outcome = await this.#tryForm(form);
      if (outcome.ok) return this.#answered(outcome.written, form);
      // Only a refusal may be about the form; of several the first says most.
      refusal ??= outcome.failure;
      if (outcome.isPassedOn || outcome.failure.code !== "request_refused") {
        return this.#failed(outcome.failure);
      }
    }
    return this.#failed(refusal!);
  }

  #formsToTry(): readonly AnswerForm[] {
    const { schema, model } = this.#question;
    if (!schema) return ["text"];
    return ANSWER_FORMS.slice(ANSWER_FORMS.indexOf(this.#forms.get(model) ?? "json_schema"));
  }

  async #tryForm(form: AnswerForm): Promise<Outcome> {
    for (let tries = 1;; tries++) {
      const outcome = await this.#once(form);
      if (outcome.ok) return outcome;
      const waitMs = outcome.failure.retryAfterMs ?? FIRST_BACK_OFF_MS * 2 ** (tries - 1);
      if (outcome.isPassedOn) return outcome;
      const isInTime = waitMs <= MAX_WAIT_MS && this.#clock.now() + waitMs < this.#endsAt;
      if (tries >= MAX_TRIES || !isInTime || !WORTH_A_RETRY.includes(outcome.failure.code)) return outcome;
      this.#question.onRetry?.(`${outcome.failure.message}; asking again in ${Math.ceil(waitMs / 1000)} s`);
      await this.#clock.wait(waitMs, this.#question.signal);
    }
  }

  async #once(form: AnswerForm): Promise<Outcome> {
    const { limits, apiKey } = this.#settings;
    const remainingMs = this.#endsAt - this.#clock.now();
    let characters = 0;
    const question = {
      ...this.#question,
      onProgress: (now: number) => {
        characters = now;
        this.#question.onProgress?.(now);
      },
    };
    try {
      const written = await askOnce(this.#provider, question, form, limits, remainingMs);
      this.#count(written.usage);
      if (written.end === "whole") return { ok: true, written };
      return { ok: false, failure: unfinished(written.end, limits), isPassedOn: false };
    } catch (error) {
      // What was written before it broke off is paid for all the same.
      if (characters > 0) this.#count(estimated(question, " ".repeat(characters)));
      const isPassedOn = characters > 0 && question.onText !== undefined;
      return { ok: false, failure: failureOf(error, apiKey, this.#clock.now()), isPassedOn };
    }
  }

  #count({ inputTokens, outputTokens }: ModelUsage): void {
    this.#usage.inputTokens += inputTokens;
    this.#usage.outputTokens += outputTokens;
  }

  #answered({ text }: Written, form: AnswerForm): ModelAnswer {
    const { schema, model } = this.#question;
    if (schema) this.#forms.set(model, form);
    if (text.trim() === "") return this.#failed({ code: "empty_answer", message: "the model wrote nothing" });
    const json = schema && findJson(text);
    return { ok: true, text, ...(json !== undefined && { json }), form, usage: this.#usage };
  }

  #failed(failure: ModelFailure): ModelAnswer {
    return { ok: false, failure, usage: this.#usage };
  }
}

const REAL_CLOCK: ModelClock = {
  now: () => performance.timeOrigin + performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
    }),
};
