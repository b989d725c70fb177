using System.Text.Json.Nodes;
using IotLink.Core.Things;

namespace IotLink.Core.Shadows;

/// <summary>Device shadows with AWS IoT's semantics, embedded or AWS's own. Requests of one thing are answered in the order of the calls.</summary>
public interface IShadows
{
    /// <summary>Answers a request as AWS does. What was accepted is kept before anybody hears of it.</summary>
    /// <param name="body">As AWS's MQTT and HTTPS calls have it; get and delete take anything.</param>
    Task<ShadowReply> AskAsync(ShadowTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct);

    /// <returns>null when there is none.</returns>
    Task<Shadow?> FindAsync(ShadowName shadow, CancellationToken ct);

    /// <summary>The names of a thing's named shadows, in order. The classic one has none.</summary>
    Task<IReadOnlyList<string>> NamesAsync(string thing, CancellationToken ct);

    /// <summary>
    /// Hears of accepted updates and deletes, in the order of each shadow's versions. A hint, not a record: a change made by another host
    /// comes within a second, and none comes for what happened while this process was down. Whoever must be sure reads the shadow too.
    /// </summary>
    /// <param name="heard">Returns at once and throws nothing.</param>
    IDisposable Watch(Action<ShadowNotice> heard);
}

/// <param name="Body">AWS's answer: what <c>accepted</c> or <c>rejected</c> carries.</param>
/// <param name="Rejection">null: accepted.</param>
/// <param name="Shadow">As it is now; null when there is none, or the request was rejected.</param>
public sealed record ShadowReply(JsonObject Body, ShadowRejection? Rejection, Shadow? Shadow);

/// <param name="ByThing">The device itself did it: it reported.</param>
/// <param name="ClientToken">The request's; a command may know itself by it.</param>
public sealed record ShadowNotice(ShadowName Name, long Version, string? ClientToken, bool ByThing);
