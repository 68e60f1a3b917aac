/**
 * `env.ai`: questions of backends to the platform's model, within what their agent may use in a day.
 *
 * The model itself and the meter come in as functions: the data plane knows no providers and no keys, and neither does a sandbox. A
 * question is asked only while there is budget left; what it used is counted when it is over, whatever came of it, so the
 * last question of a day may go over. So many of one agent's are asked at once; the others wait in line.
 */
export { createAi } from "./ai.ts";
export type { Ai, AiAnswer, AiMeter, AiQuestion, AiStream, AskModel } from "./types.ts";
