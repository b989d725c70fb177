using IotLink.Core.Devices;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Messages;
using IotLink.Core.Shadows;
using IotLink.Core.Things;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>Requests of things on <c>$aws/things/</c>: to whom they go. Answers come back through <see cref="ThingNews"/>.</summary>
internal sealed partial class ThingIntake(
    IShadows shadows, IJobs jobs, ThingNews news, IDeviceRegistry registry, TimeProvider clock, ILogger<ThingIntake> log)
{
    /// <summary>AWS takes 128 KB on a reserved topic.</summary>
    private const int MostBytes = 128 * 1024;

    /// <returns>null when the device may ask there; what is then no request of a service asks for nothing.</returns>
    public Refusal? Check(DeviceId device, string topic, int length, bool isRetained) =>
        isRetained ? new(Reason.TopicForbidden, "Nothing is retained under $aws.")
        : !new OwnTopics(device, registry).OwnsThing(topic) ? new(Reason.TopicForbidden, $"Device '{device}' may not speak there.")
        : length > MostBytes ? new(Reason.PayloadTooLarge, $"{length} bytes; at most {MostBytes} are taken.")
        : null;

    /// <summary>Answers on the topic, also when it cannot be done. Completes when what changed is kept.</summary>
    public async Task AskAsync(string topic, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        try
        {
            if (ShadowTopic.TryParse(topic, out var shadow)) await shadows.AskAsync(shadow, body, Asker.Thing, ct).ConfigureAwait(false);
            else if (JobTopic.TryParse(topic, out var job)) await jobs.AskAsync(job, body, Asker.Thing, ct).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogFailed(topic, e);
            Refuse(topic, body, ShadowRejection.InternalFailure, JobRejection.InternalFailure);
        }
    }

    public void RefuseTooMany(string topic, ReadOnlyMemory<byte> body) =>
        Refuse(topic, body, ShadowRejection.TooManyRequests, JobRejection.TooManyRequests);

    private void Refuse(string topic, ReadOnlyMemory<byte> body, ShadowRejection shadowRejection, JobRejection jobRejection)
    {
        if (ShadowTopic.TryParse(topic, out var shadow))
        {
            var answer = ShadowEngine.Reject(shadow, body, shadowRejection).Messages[0];
            news.Answer(shadow.Shadow.Thing, [ThingMessage.Of($"{shadow.Shadow.Prefix}/{answer.Suffix}", answer.Body)]);
        }
        else if (JobTopic.TryParse(topic, out var job))
        {
            var answer = JobEngine.Reject(job, jobRejection, body, clock.GetUtcNow()).Messages[0];
            news.Answer(job.Thing, [ThingMessage.Of(answer.Topic, answer.Body)]);
        }
    }

    [LoggerMessage(1131, LogLevel.Error, "A request on {Topic} could not be answered")]
    private partial void LogFailed(string topic, Exception e);
}
