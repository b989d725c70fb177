using System.Text.Json.Nodes;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>A message to publish: an answer, or a notification.</summary>
public sealed record JobMessage(string Topic, JsonObject Body);

/// <summary>What a request or an act comes to.</summary>
/// <param name="Jobs">What to keep from now on; the same object when nothing changed.</param>
public sealed record JobOutcome(ThingJobs Jobs, IReadOnlyList<JobMessage> Messages, JobRejection? Rejection = null);
