using System.Text.Json.Nodes;

namespace IotLink.Core.Shadows;

/// <summary>A message to publish under the shadow's prefix.</summary>
/// <param name="Suffix"><c>update/accepted</c>, <c>update/delta</c>, <c>get/rejected</c> ...</param>
public sealed record ShadowMessage(string Suffix, JsonObject Body);

/// <summary>What a request comes to.</summary>
/// <param name="Next">What to keep from now on; null when nothing changed.</param>
/// <param name="Messages">The first is the answer to who asked.</param>
/// <param name="Rejection">null: accepted.</param>
public sealed record ShadowOutcome(Shadow? Next, IReadOnlyList<ShadowMessage> Messages, ShadowRejection? Rejection)
{
    /// <summary>The request's, which every message carries.</summary>
    internal string? ClientToken => Messages[0].Body["clientToken"]?.GetValue<string>();
}
