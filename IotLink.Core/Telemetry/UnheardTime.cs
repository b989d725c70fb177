namespace IotLink.Core.Telemetry;

/// <summary>Time in which nobody listened to a shard: what devices did in it is not known, and their silence in it is none.</summary>
/// <param name="From">Until then somebody is known to have listened.</param>
/// <param name="To">The start that followed.</param>
public sealed record UnheardTime(DateTimeOffset From, DateTimeOffset To);
