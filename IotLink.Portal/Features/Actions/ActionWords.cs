using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Messages;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.Actions;

/// <summary>Commands, loops and dispatch requests in the reader's language.</summary>
public sealed class ActionWords(IStringLocalizer<ActionWords> texts)
{
    public string this[string key, params object[] values] => texts[key, values];

    public string Of(CommandState state) => texts["State." + state];

    public string Of(DispatchState state) => texts["Dispatch." + state];

    public string Of(RepairState state) => texts["Loop." + state];

    /// <summary>A reason with what was found: <c>Rate cap of the device: 3 per 1h; 11-23 21:14</c>.</summary>
    public string Of(Refusal refusal) => Reason(refusal.Code, refusal.Detail);

    public string Reason(string? code, string? detail)
    {
        var words = code is null ? "" : texts["Reason." + code].Value;
        if (string.IsNullOrEmpty(detail)) return words;
        return words.Length == 0 ? detail : $"{words}: {detail}";
    }

    public string Step(RepairEvent step) => texts["Step." + step.What, step.Remedy];

    /// <summary>Why an interlock is there, in the reader's language; its condition where the author gave no reason.</summary>
    public static string Why(Interlock interlock, string language) =>
        interlock.Why.GetValueOrDefault(language) ?? interlock.Why.GetValueOrDefault("") ?? interlock.Why.Values.FirstOrDefault() ?? interlock.When.Text;
}
