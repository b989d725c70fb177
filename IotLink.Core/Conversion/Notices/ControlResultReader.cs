using System.Text.Json;
using IotLink.Core.Messages;

namespace IotLink.Core.Conversion.Notices;

/// <summary>
/// Reads <c>control_result</c>: <c>{commandId, status, reason}</c>, at the top or under <c>data</c>. <c>commandId</c> may be called
/// <c>command_id</c>, <c>requestId</c> or <c>id</c>; <c>status</c> may be called <c>result</c> or <c>state</c>.
/// </summary>
internal static class ControlResultReader
{
    private static readonly string[] Received = ["accepted", "received", "queued", "pending", "running", "in_progress", "started"];

    private static readonly string[] Done = ["done", "ok", "success", "succeeded", "completed", "complete", "executed", "applied", "true", "0"];

    public static Refusal? Read(in ConversionContext context)
    {
        using var document = NoticeJson.Parse(context, out var refusal);
        if (document is null) return refusal;
        var root = document.RootElement;
        var said = root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data : root;
        if (said.Text("commandId", "command_id", "requestId", "request_id", "id") is not { } command) return new(Reason.JsonShape, "A control result names its commandId.");
        if (said.Text("status", "result", "state") is not { } status) return new(Reason.JsonShape, "A control result has a status: accepted, done, refused or failed.");
        var detail = said.Text("reason", "detail", "message", "error") ?? "";
        context.Notes.Add(new ControlResult(context.Device.Id, command, OutcomeOf(status), detail.Length > 0 ? detail : status));
        return null;
    }

    /// <summary>A word that is not known is no success.</summary>
    private static ControlOutcome OutcomeOf(string status) =>
        Received.Contains(status, StringComparer.OrdinalIgnoreCase) ? ControlOutcome.Received
        : Done.Contains(status, StringComparer.OrdinalIgnoreCase) ? ControlOutcome.Done
        : ControlOutcome.Failed;
}
