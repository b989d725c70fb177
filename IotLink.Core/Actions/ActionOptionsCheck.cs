using Microsoft.Extensions.Options;

namespace IotLink.Core.Actions;

/// <summary>Says at start which setting is wrong.</summary>
internal sealed class ActionOptionsCheck : IValidateOptions<ActionOptions>
{
    public ValidateOptionsResult Validate(string? name, ActionOptions options) =>
        options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
