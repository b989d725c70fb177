using System.Net;
using System.Text.Json.Nodes;
using IotLink.Core.Shadows;
using IotLink.Core.Things;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>
/// Shadows kept by AWS IoT Core, over its data plane. AWS itself tells devices that are connected to it. Watchers here hear of what was asked
/// through this installation; what a device reports is seen when the shadow is read.
/// </summary>
internal sealed class AwsShadows(AwsIotClient data, ThingQueues queues, ThingNews news, TimeProvider time) : IShadows
{
    private const int PageSize = 100;

    public Task<ShadowReply> AskAsync(ShadowTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct) =>
        queues.RunAsync(request.Shadow.Thing, token => AnswerAsync(request, body, asker, token), ct);

    public async Task<Shadow?> FindAsync(ShadowName shadow, CancellationToken ct)
    {
        var answer = await data.SendAsync(AwsCall.Get(PathOf(shadow)), ct);
        if (answer.IsMissing) return null;
        return answer.IsDone ? AwsShadowShapes.Shadow(answer.Body) : throw answer.Fault($"the shadow of {shadow}");
    }

    public async Task<IReadOnlyList<string>> NamesAsync(string thing, CancellationToken ct)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            var page = next is null ? "" : $"&nextToken={Uri.EscapeDataString(next)}";
            var answer = await data.SendAsync(AwsCall.Get($"api/things/shadow/ListNamedShadowsForThing/{Uri.EscapeDataString(thing)}?pageSize={PageSize}{page}"), ct);
            if (answer.IsMissing) return [];
            if (!answer.IsDone) throw answer.Fault($"the shadows of {thing}");
            names.AddRange((answer.Body["results"] as JsonArray ?? []).Select(name => name!.GetValue<string>()));
            next = answer.Body["nextToken"]?.GetValue<string>();
        }
        while (next is not null);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    public IDisposable Watch(Action<ShadowNotice> heard) => news.Watch(change =>
    {
        if (change.Subject == ThingSubject.Shadow) heard(new(new(change.Thing, change.Name), change.Version, change.ClientToken, change.ByThing));
    });

    private async Task<ShadowReply> AnswerAsync(ShadowTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct)
    {
        var token = ShadowRequest.TokenOf(body);
        var answer = WrongOf(request, body) is { } wrong ? new(wrong, []) : await AskAwsAsync(request, body, ct);
        var (rejection, said) = (answer.Rejection, answer.Rejection?.Body(token) ?? answer.Said.WithToken(token));
        Tell(request, said, rejection, token, asker);
        var shadow = rejection is null && asker == Asker.Service && request.Operation != ShadowOperation.Delete
            ? request.Operation == ShadowOperation.Get ? AwsShadowShapes.Shadow(said) : await FindAsync(request.Shadow, ct)
            : null;
        return new(said, rejection, shadow);
    }

    /// <summary>What AWS would refuse without looking at the shadow is not sent to it.</summary>
    private static ShadowRejection? WrongOf(ShadowTopic request, ReadOnlyMemory<byte> body) =>
        request.Operation == ShadowOperation.Update ? ShadowRequest.Read(body).Rejection : null;

    private async Task<(ShadowRejection? Rejection, JsonObject Said)> AskAwsAsync(ShadowTopic request, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var answer = await data.SendAsync(CallOf(request, body), ct);
        return (answer.IsDone ? null : RejectionOf(request.Shadow, answer), answer.Body);
    }

    /// <summary>A thing that asked over a connection here gets its answer; what changed, watchers hear.</summary>
    private void Tell(ShadowTopic request, JsonObject said, ShadowRejection? rejection, string? token, Asker asker)
    {
        var suffix = $"{request.Operation.Word}/{(rejection is null ? "accepted" : "rejected")}";
        ThingMessage[] messages = asker == Asker.Thing ? [ThingMessage.Of($"{request.Shadow.Prefix}/{suffix}", said)] : [];
        if (rejection is not null || request.Operation == ShadowOperation.Get)
        {
            news.Answer(request.Shadow.Thing, messages);
            return;
        }

        var version = said["version"]?.GetValue<long>() ?? 0;
        news.Tell(new(request.Shadow.Thing, ThingSubject.Shadow, request.Shadow.Name, version, token, asker != Asker.Service, messages) { Host = news.Host, At = time.GetUtcNow() });
    }

    /// <summary>An update that names its version may find, asked again, that it was itself the one that came between: it is not asked again.</summary>
    private static AwsCall CallOf(ShadowTopic request, ReadOnlyMemory<byte> body) => request.Operation switch
    {
        ShadowOperation.Get => AwsCall.Get(PathOf(request.Shadow)),
        ShadowOperation.Delete => new(HttpMethod.Delete, PathOf(request.Shadow), IsRepeatable: false),
        _ => new(HttpMethod.Post, PathOf(request.Shadow), body, ShadowRequest.Read(body).Request is { Version: null }),
    };

    private static ShadowRejection RejectionOf(ShadowName shadow, AwsAnswer answer) => answer.Status switch
    {
        HttpStatusCode.NotFound => ShadowRejection.Missing(shadow) with { Message = answer.Message },
        HttpStatusCode.Conflict => ShadowRejection.Conflict,
        HttpStatusCode.RequestEntityTooLarge => ShadowRejection.TooLarge,
        HttpStatusCode.UnsupportedMediaType => ShadowRejection.NotUtf8,
        HttpStatusCode.TooManyRequests => ShadowRejection.TooManyRequests,
        _ when answer.IsThrottled => ShadowRejection.TooManyRequests,
        HttpStatusCode.BadRequest => new(400, answer.Message),
        _ => throw answer.Fault($"the shadow of {shadow}"),
    };

    private static string PathOf(ShadowName shadow) =>
        $"things/{Uri.EscapeDataString(shadow.Thing)}/shadow{(shadow.Name is null ? "" : $"?name={Uri.EscapeDataString(shadow.Name)}")}";
}
