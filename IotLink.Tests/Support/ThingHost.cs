using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Live;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using Microsoft.Extensions.Logging.Abstractions;

namespace IotLink.Tests.Support;

/// <summary>The shadow and job services of one process, on a store it may share with others.</summary>
internal sealed class ThingHost : IDisposable
{
    private readonly RelationalDatabase _database;
    private readonly List<(string Topic, JsonNode Body)> _published = [];

    public ThingHost(RelationalSettings settings, IDeviceRegistry registry, TimeProvider clock)
    {
        _database = new(settings);
        News = new(new LiveFeed(clock, NullLogger<LiveFeed>.Instance));
        var queues = new ThingQueues();
        Shadows = new EmbeddedShadows(new ShadowStore(_database), registry, queues, News, clock);
        Jobs = new(new JobStore(_database), registry, queues, News, clock);
        Follower = new(new ThingChangeStore(_database), News, clock, NullLogger<ThingFollower>.Instance);
        News.Connect((_, messages) =>
        {
            lock (_published) _published.AddRange(messages.Select(m => (m.Topic, JsonNode.Parse(m.Payload.Span)!)));
        });
    }

    public ThingNews News { get; }

    public IShadows Shadows { get; }

    public EmbeddedJobs Jobs { get; }

    public ThingFollower Follower { get; }

    /// <summary>What this process would publish to things that are connected to it.</summary>
    public IReadOnlyList<(string Topic, JsonNode Body)> Published
    {
        get
        {
            lock (_published) return [.. _published];
        }
    }

    public Task<ShadowReply> AskAsync(string topic, string body, Asker asker, CancellationToken ct) =>
        Shadows.AskAsync(ShadowTopic.TryParse(topic, out var request) ? request : throw new ArgumentException(topic), Encoding.UTF8.GetBytes(body), asker, ct);

    public Task<JobReply> AskJobsAsync(string topic, string body, Asker asker, CancellationToken ct) =>
        Jobs.AskAsync(JobTopic.TryParse(topic, out var request) ? request : throw new ArgumentException(topic), Encoding.UTF8.GetBytes(body), asker, ct);

    public void Dispose()
    {
        Follower.Dispose();
        _database.Dispose();
    }
}
