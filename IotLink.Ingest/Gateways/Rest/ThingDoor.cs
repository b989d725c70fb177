using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Messages;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using IotLink.Ingest.Gateways.Admission;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>
/// Who may ask what of a thing over HTTPS: the device with its own secret (or its hub's) as bearer token, and people signed in to the portal,
/// with their rights.
/// </summary>
internal sealed class ThingDoor(RestIntake intake, Admittance admission, IShadows shadows, IJobs jobs, IServiceProvider services)
{
    /// <summary>AWS takes 128 KB.</summary>
    private const int MostBytes = 128 * 1024;

    public Task<IResult> AskAsync(HttpContext http, ShadowTopic request, CancellationToken ct) => PassAsync(
        http,
        request.Shadow.Thing,
        null,
        async body => ThingAnswers.Of(http, await shadows.AskAsync(request, body, Asker.ThingByWeb, ct).ConfigureAwait(false)),
        async (viewer, body) => await services.GetRequiredService<DeviceShadowDesk>().AskAsync(viewer, request, body, ct).ConfigureAwait(false) is { } reply
            ? ThingAnswers.Of(http, reply)
            : null,
        ct);

    /// <param name="query">What AWS has in the query over HTTPS and in the body over MQTT; null: the request's own body.</param>
    public Task<IResult> AskAsync(HttpContext http, JobTopic request, byte[]? query, CancellationToken ct) => PassAsync(
        http,
        request.Thing,
        query,
        async body => ThingAnswers.Of(http, await jobs.AskAsync(request, body, Asker.ThingByWeb, ct).ConfigureAwait(false)),
        async (viewer, body) => await services.GetRequiredService<JobDesk>().AskAsync(viewer, request, body, ct).ConfigureAwait(false) is { } reply
            ? ThingAnswers.Of(http, reply)
            : null,
        ct);

    public Task<IResult> NamesAsync(HttpContext http, string thing, Func<IReadOnlyList<string>, IResult> answer, CancellationToken ct) => PassAsync(
        http,
        thing,
        [],
        async _ => answer(await shadows.NamesAsync(thing, ct).ConfigureAwait(false)),
        async (viewer, _) => DeviceId.TryParse(thing, out var device)
            && await services.GetRequiredService<DeviceShadowDesk>().NamesAsync(viewer, device, ct).ConfigureAwait(false) is { } names
            ? answer(names)
            : null,
        ct);

    private async Task<IResult> PassAsync(
        HttpContext http,
        string thing,
        byte[]? given,
        Func<ReadOnlyMemory<byte>, Task<IResult>> asThing,
        Func<Viewer, ReadOnlyMemory<byte>, Task<IResult?>> asPerson,
        CancellationToken ct)
    {
        var viewer = http.Request.Headers.Authorization.Count == 0 ? services.GetService<IWebViewer>()?.Of(http) : null;
        if (viewer is null && intake.TokenOf(http).Check(thing, out var device, out _) is { } stranger)
        {
            intake.Count(stranger);
            return ThingAnswers.Error(http, stranger.Code == Reason.RateLimited ? 429 : 401, stranger.Detail);
        }

        if (viewer is null && DeviceId.TryParse(thing, out device) && !admission.RateOf(device).TryTake())
        {
            return ThingAnswers.Error(http, 429, "Faster than the device's rate allows.");
        }

        var body = given ?? (http.Request.ContentLength == 0 ? [] : await ReadAsync(http, ct).ConfigureAwait(false));
        if (body is null) return ThingAnswers.Error(http, 413, ShadowRejection.TooLarge.Message);
        if (viewer is null) return await asThing(body).ConfigureAwait(false);
        return await asPerson(viewer, body).ConfigureAwait(false) ?? ThingAnswers.NotFound(http);
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        var (body, refusal) = await RequestBody.ReadAsync(http.Request, MostBytes, ct).ConfigureAwait(false);
        return refusal?.Code == Reason.PayloadTooLarge ? null : body;
    }
}
