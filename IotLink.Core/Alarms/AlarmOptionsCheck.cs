using Microsoft.Extensions.Options;

namespace IotLink.Core.Alarms;

/// <summary>Says at start which setting is wrong.</summary>
internal sealed class AlarmOptionsCheck : IValidateOptions<AlarmOptions>
{
    public ValidateOptionsResult Validate(string? name, AlarmOptions options) =>
        options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
