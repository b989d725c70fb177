using System.Collections.Immutable;
using IotLink.Core.Devices;
using IotLink.Core.Live;

namespace IotLink.Core.Things;

/// <summary>
/// Where this process hears that a thing's shadow or jobs have changed: by itself at once, by another host on the same store within a second.
/// What is given to it is called in the order of each thing's changes, on the thread that made them: it returns at once and throws nothing.
/// </summary>
public sealed class ThingNews(ILiveFeed live)
{
    private ImmutableArray<Action<ThingChange>> _watchers = [];
    private ImmutableArray<Action<string, IReadOnlyList<ThingMessage>>> _links = [];

    /// <summary>This process among several on one store.</summary>
    public string Host { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Dispose to stop.</summary>
    public IDisposable Watch(Action<ThingChange> heard)
    {
        ImmutableInterlocked.Update(ref _watchers, (all, one) => all.Add(one), heard);
        return new Ending(() => ImmutableInterlocked.Update(ref _watchers, (all, one) => all.Remove(one), heard));
    }

    /// <summary>A way to things that are connected here: gets every thing's messages, and publishes those of its own. Dispose to stop.</summary>
    public IDisposable Connect(Action<string, IReadOnlyList<ThingMessage>> publish)
    {
        ImmutableInterlocked.Update(ref _links, (all, one) => all.Add(one), publish);
        return new Ending(() => ImmutableInterlocked.Update(ref _links, (all, one) => all.Remove(one), publish));
    }

    /// <summary>Something changed.</summary>
    public void Tell(ThingChange change)
    {
        Answer(change.Thing, change.Messages);
        foreach (var heard in _watchers) heard(change);
        if (DeviceId.TryParse(change.Thing, out var device)) live.Signal(LiveTopic.ThingOf(device));
    }

    /// <summary>Nothing changed, but the thing gets an answer.</summary>
    public void Answer(string thing, IReadOnlyList<ThingMessage> messages)
    {
        if (messages.Count == 0) return;
        foreach (var publish in _links) publish(thing, messages);
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
