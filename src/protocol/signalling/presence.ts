import * as v from 'valibot';

/** The status of a device, and of a person: the best status of the devices. The order is from the best. */
export const statuses = ['online', 'away', 'offline'] as const;

export const Status = v.picklist(statuses);
export type Status = v.InferOutput<typeof Status>;
