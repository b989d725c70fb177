namespace IotLink.Core.Messages;

/// <summary>A message the stream has durably, with the place and the time it was given.</summary>
/// <param name="IngestedAt">The standard telemetry's <c>ingest_timestamp</c>; millisecond precision.</param>
public readonly record struct StoredMessage(StreamPosition Position, DateTimeOffset IngestedAt, Message Message);
