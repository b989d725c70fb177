namespace IotLink.Core.Rules;

/// <summary>Where a rule stands.</summary>
/// <param name="Version">The document's.</param>
/// <param name="Listed">Whether in a list, whose document names the product.</param>
/// <param name="Shadow">Whether the whole list is on shadow run.</param>
internal readonly record struct RulePlace(int Version, bool Listed, bool Shadow);
