using IotLink.Core.Devices;
using IotLink.Core.Things;

namespace IotLink.Core.Shadows;

/// <summary>The shadow service on a store of our own: decide, keep, then tell.</summary>
internal sealed class EmbeddedShadows(IShadowStore store, IDeviceRegistry registry, ThingQueues queues, ThingNews news, TimeProvider time) : IShadows
{
    public Task<ShadowReply> AskAsync(ShadowTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct) =>
        queues.RunAsync(request.Shadow.Thing, token => AnswerAsync(request, body, asker, token), ct);

    public async Task<Shadow?> FindAsync(ShadowName shadow, CancellationToken ct) =>
        await store.FindAsync(shadow, ct) is { Exists: true } found ? found : null;

    public Task<IReadOnlyList<string>> NamesAsync(string thing, CancellationToken ct) => store.NamesAsync(thing, ct);

    public IDisposable Watch(Action<ShadowNotice> heard) => news.Watch(change =>
    {
        if (change.Subject != ThingSubject.Shadow) return;
        heard(new(new(change.Thing, change.Name), change.Version, change.ClientToken, change.ByThing));
    });

    private async Task<ShadowReply> AnswerAsync(ShadowTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        Shadow? shown = null;
        var outcome = !IsThing(request.Shadow.Thing) ? ShadowEngine.Reject(request, body, ShadowRejection.ThingNotFound)
            : request.Operation == ShadowOperation.Get ? ShadowEngine.Answer(request, shown = await store.FindAsync(request.Shadow, ct), body, now)
            : (await store.ChangeAsync(request.Shadow, Decide, ct)).Outcome;
        if (outcome.Next is not null) news.Tell(ChangeOf(request, outcome, asker, now) with { Messages = MessagesOf(request, outcome) });
        else if (asker == Asker.Thing) news.Answer(request.Shadow.Thing, MessagesOf(request, outcome));
        return new(outcome.Messages[0].Body, outcome.Rejection, outcome.Rejection is null && (outcome.Next ?? shown) is { Exists: true } shadow ? shadow : null);

        ShadowDecision Decide(Shadow? current)
        {
            var decided = ShadowEngine.Answer(request, current, body, now);
            return new(decided, decided.Next is null ? null : ChangeOf(request, decided, asker, now));
        }
    }

    /// <summary>As other hosts hear it: a thing that asked on a connection here is not elsewhere, so they have nothing to tell it.</summary>
    private ThingChange ChangeOf(ShadowTopic request, ShadowOutcome outcome, Asker asker, DateTimeOffset now) => new(
        request.Shadow.Thing,
        ThingSubject.Shadow,
        request.Shadow.Name,
        outcome.Next!.Version,
        outcome.ClientToken,
        asker != Asker.Service,
        asker == Asker.Thing ? [] : MessagesOf(request, outcome))
    {
        Host = news.Host,
        At = now,
    };

    private static ThingMessage[] MessagesOf(ShadowTopic request, ShadowOutcome outcome) =>
        [.. outcome.Messages.Select(m => ThingMessage.Of($"{request.Shadow.Prefix}/{m.Suffix}", m.Body))];

    private bool IsThing(string thing) => DeviceId.TryParse(thing, out var device) && registry.Find(device) is not null;
}
