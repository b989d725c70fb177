using System.Text.Json.Nodes;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using IotLink.Ingest.Gateways;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Actions;

/// <summary>
/// Commands as desired keys of the device's classic shadow. What is reported is the answer: the same keys, or <c>command: {id, status, reason}</c>
/// where the device has more to say.
/// </summary>
internal sealed class ShadowChannel(IShadows shadows, DeviceSigns signs, IDeviceRegistry registry, IOptions<CloudOptions> cloud) : ICommandChannel
{
    private static readonly string[] NoWords = ["failed", "refused", "rejected", "error"];

    public ActionTransport Transport => ActionTransport.Shadow;

    /// <summary>The same desired keys twice are the same as once.</summary>
    public bool IsRepeatable => true;

    /// <summary>
    /// Not while the device is away: what is desired has no end, a command has. Whether a device is connected to somebody else's broker is not known
    /// here: it is desired at once, and withdrawn when the command's time is over.
    /// </summary>
    public async Task<HandOver> SendAsync(Command command, CancellationToken ct)
    {
        if (registry.Find(command.Device) is not { } device) return HandOver.Refused(CommandReason.DeviceUnknown, command.Device.Value);
        if (cloud.Value.Cloud == DeviceCloud.Embedded && !signs.IsHere(device.Id) && !(device.Hub is { } hub && signs.IsHere(hub))) return HandOver.Away;
        var reply = await UpdateAsync(command, BodyOf(command), ct);
        return reply.Rejection is { } rejection ? HandOver.Refused(CommandReason.NoChannel, rejection.Message) : HandOver.Done((long)reply.Body["version"]!);
    }

    /// <summary>Only what is still this command's: another one may have written the same keys since.</summary>
    public async Task WithdrawAsync(Command command, CancellationToken ct)
    {
        var body = BodyOf(command);
        if (await shadows.FindAsync(NameOf(command), ct) is not { } shadow || !DesiredState.IsReported(body, shadow.Desired?.State)) return;
        await UpdateAsync(command, DesiredState.Removal(body), ct);
    }

    public async Task<CommandStep?> LookAsync(Command command, CancellationToken ct)
    {
        if (await shadows.FindAsync(NameOf(command), ct) is not { Reported.State: var reported }) return null;
        if (reported["command"] is JsonObject said && said["id"] is JsonValue id && id.TryGetValue<string>(out var name) && name == command.Id.Value
            && Text(said, "status") is { } status && NoWords.Contains(status, StringComparer.OrdinalIgnoreCase))
        {
            return new CommandStep.Reject(Text(said, "reason") ?? status);
        }

        return DesiredState.IsReported(BodyOf(command), reported) ? new CommandStep.Acknowledge("reported") : null;
    }

    private Task<ShadowReply> UpdateAsync(Command command, JsonObject desired, CancellationToken ct)
    {
        var update = new JsonObject { ["state"] = new JsonObject { ["desired"] = desired }, ["clientToken"] = command.Id.Value };
        return shadows.AskAsync(new(NameOf(command), ShadowOperation.Update), System.Text.Encoding.UTF8.GetBytes(update.ToJsonString()), Asker.Service, ct);
    }

    private static string? Text(JsonObject map, string key) => map[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static ShadowName NameOf(Command command) => new(command.Device.Value, null);

    private static JsonObject BodyOf(Command command) => JsonNode.Parse(command.Body)!.AsObject();
}
