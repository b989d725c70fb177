using System.Text.Json;
using IotLink.Core.Conversion.Envelope;
using IotLink.Core.Messages;

namespace IotLink.Core.Conversion.Notices;

/// <summary>
/// Reads <c>alert_report</c>: <c>{code, severity, message, state}</c>, at the top, under <c>data</c> or <c>alert</c>, or several in a list
/// <c>alerts</c>. <c>code</c> (<c>alert_code</c>, <c>error_code</c>) may be a number; <c>state</c> is raised unless it says cleared, normal,
/// resolved, inactive, ok or off.
/// </summary>
internal static class AlertReportReader
{
    private const int LongestCode = 128;

    private static readonly string[] Over = ["cleared", "clear", "normal", "resolved", "recovered", "inactive", "ok", "off", "0", "false"];

    public static Refusal? Read(in ConversionContext context)
    {
        using var document = NoticeJson.Parse(context, out var refusal);
        if (document is null) return refusal;
        var root = document.RootElement;
        if (!TryTime(root, "device_timestamp", out var deviceTime) || !TryTime(root, "hub_timestamp", out var hubTime))
            return new(Reason.JsonShape, "A timestamp is neither epoch milliseconds nor ISO 8601.");
        var time = EventClock.Pick(deviceTime, null, hubTime, context.Stored.IngestedAt);
        foreach (var alert in Alerts(root))
        {
            if (alert.ValueKind != JsonValueKind.Object || alert.Text("code", "alert_code", "error_code") is not { Length: <= LongestCode } code)
                return new(Reason.JsonShape, $"An alert is an object with a code of 1 to {LongestCode} characters.");
            context.Notes.Add(new AlertReport(
                context.Device.Id,
                code,
                alert.Text("severity", "level")?.ToLowerInvariant(),
                alert.Text("message", "description", "text"),
                IsRaised(alert),
                time,
                deviceTime));
        }

        return context.Notes.Alerts.Count > 0 ? null : new(Reason.JsonShape, "The message has no alert.");
    }

    private static JsonElement[] Alerts(JsonElement root)
    {
        var said = root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data : root;
        if (said.TryGetProperty("alerts", out var list) && list.ValueKind == JsonValueKind.Array) return [.. list.EnumerateArray()];
        return [said.TryGetProperty("alert", out var alert) ? alert : said];
    }

    private static bool IsRaised(JsonElement alert)
    {
        if (alert.TryGetProperty("active", out var active) && active.ValueKind is JsonValueKind.True or JsonValueKind.False) return active.GetBoolean();
        var state = alert.Text("state", "status");
        return state is null || !Over.Contains(state, StringComparer.OrdinalIgnoreCase);
    }

    private static bool TryTime(JsonElement root, string key, out DateTimeOffset? time)
    {
        time = null;
        if (!root.TryGetProperty(key, out var value)) return true;
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(value.GetRawText()));
        reader.Read();
        return Timestamps.TryRead(ref reader, out time);
    }
}
