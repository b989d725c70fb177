using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways;

/// <summary>Checks a section by its attributes; a fault names the key as it stands in the settings, what is allowed and what was found.</summary>
internal sealed class SectionCheck<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        List<string> faults = [];
        foreach (var property in typeof(T).GetProperties())
        {
            var value = property.GetValue(options);
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!rule.IsValid(value)) faults.Add($"{section}:{property.Name} {Say(rule, value)}");
            }
        }

        if (options is ICheckedOptions more) faults.AddRange(more.Faults());
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Say(ValidationAttribute rule, object? value) => rule switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"must be {range.Minimum}-{range.Maximum} (was {value})"),
        RequiredAttribute => "must be set",
        _ => rule.FormatErrorMessage("value"),
    };
}

/// <summary>Options with rules that no attribute can say.</summary>
internal interface ICheckedOptions
{
    IEnumerable<string> Faults();
}
