using IotLink.Core.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Live;

public sealed class LiveFeedTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    private readonly FakeTimeProvider _time = new();
    private int _calls;

    [Fact]
    public void A_burst_of_signals_is_one_call_now_and_one_after_the_pace()
    {
        var feed = new LiveFeed(_time, NullLogger<LiveFeed>.Instance);
        using var subscription = feed.Subscribe(LiveTopic.Alarms, Pace, Count);

        for (var i = 0; i < 10; i++) feed.Signal(LiveTopic.Alarms);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 10; i++) feed.Signal(LiveTopic.Alarms);
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(1, _calls);

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, _calls);
    }

    [Fact]
    public void A_signal_after_a_rest_is_heard_at_once()
    {
        var feed = new LiveFeed(_time, NullLogger<LiveFeed>.Instance);
        using var subscription = feed.Subscribe(LiveTopic.Alarms, Pace, Count);

        feed.Signal(LiveTopic.Alarms);
        _time.Advance(TimeSpan.FromSeconds(2));
        feed.Signal(LiveTopic.Alarms);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, _calls);
    }

    [Fact]
    public void Other_topics_and_ended_subscriptions_hear_nothing()
    {
        var feed = new LiveFeed(_time, NullLogger<LiveFeed>.Instance);
        var subscription = feed.Subscribe(LiveTopic.Alarms, Pace, Count);

        feed.Signal(LiveTopic.DeadLetters);
        subscription.Dispose();
        feed.Signal(LiveTopic.Alarms);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, _calls);
        Assert.False(feed.HasListeners(LiveTopic.Alarms));
    }

    private Task Count()
    {
        _calls++;
        return Task.CompletedTask;
    }
}
