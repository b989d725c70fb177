using IotLink.Core.Adapters.Aws;
using IotLink.Core.Adapters.Aws.Iot;
using IotLink.Core.Live;
using IotLink.Core.Things;
using Microsoft.Extensions.Logging.Abstractions;

namespace IotLink.Tests.Support;

/// <summary>The services on AWS IoT, at an address one gives. Pauses between attempts are over at once.</summary>
internal sealed class AwsPlace : IDisposable
{
    public const string Id = "AKIDEXAMPLE", Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly AwsIot _iot;

    public AwsPlace(string address, string id = Id, string secret = Secret)
    {
        var time = new Hurried();
        var aws = new AwsOptions { Endpoint = address, Region = "us-east-1", AccessKeyId = id, SecretAccessKey = secret };
        _iot = new(aws, new() { Timeout = TimeSpan.FromMinutes(1) }, Health, time);
        News = new(new LiveFeed(time, NullLogger<LiveFeed>.Instance));
        var queues = new ThingQueues();
        News.Connect((_, messages) => Published.AddRange(messages));
        Shadows = new(_iot.Data, queues, News, time);
        Jobs = new(new(_iot.Control, time), new(_iot.Jobs, time), queues, News, time);
        Publisher = new(_iot.Data);
    }

    public AwsIotHealth Health { get; } = new();

    public ThingNews News { get; }

    public AwsShadows Shadows { get; }

    public AwsJobs Jobs { get; }

    public AwsPublisher Publisher { get; }

    public AwsIotClient Control => _iot.Control;

    public List<ThingMessage> Published { get; } = [];

    public void Dispose() => _iot.Dispose();

    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
