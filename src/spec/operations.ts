/**
 * Several operations on one endpoint, chosen by a field of the request. An operation is a whole backend in small, with
 * inputs, steps and outputs of its own; `viewsOf` shows each as the Spec that it would be alone, so that whatever works
 * on a Spec works on an operation.
 */
import type { Operation, Spec } from "./schema.ts";

export interface View {
  /** Absent when the Spec has no operations: the view is the Spec. */
  operation?: Operation;
  spec: Spec;
}

export function viewsOf(spec: Spec): View[] {
  const { operations, ...rest } = spec;
  if (!operations) return [{ spec }];
  return operations.map((operation) => ({
    operation,
    spec: {
      ...rest,
      inputs: operation.inputs,
      steps: operation.steps,
      outputs: operation.outputs,
      examples: [],
    },
  }));
}

/** The field that chooses the operation: with operations, the Spec's only input. */
export function choiceOf(spec: Spec) {
  return spec.operations ? spec.inputs[0] : undefined;
}

/** Whether answers can depend on earlier requests. */
export function keepsData(spec: Spec): boolean {
  return (spec.collections ?? []).length > 0;
}
