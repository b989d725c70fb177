using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Publishing;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Alarms;

/// <summary>What an alarm is called in the reader's language. Rules carry a title in each; what a device reports has the one it was given.</summary>
public sealed class AlarmTitles(IPlanSource plans)
{
    public string Of(Alarm alarm) => Of(alarm.Product, alarm.Code, alarm.Title);

    /// <param name="given">What it was called when it was raised.</param>
    public string Of(ProductId product, string code, string given) =>
        plans.Current.PublishedOf(product).Rules?.Rules.FirstOrDefault(rule => rule.RuleId == code)?.Titles.GetValueOrDefault(Languages.Current) ?? given;
}
