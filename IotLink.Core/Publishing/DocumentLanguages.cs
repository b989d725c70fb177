using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Contracts;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products.Vocabulary;
using IotLink.Core.Rules;

namespace IotLink.Core.Publishing;

/// <summary>The words of each kind of document.</summary>
public static class DocumentLanguages
{
    public static DocumentLanguage Of(DocumentKind kind) => kind switch
    {
        DocumentKind.Spec => SpecVocabulary.Language,
        DocumentKind.Contract => ContractVocabulary.Language,
        DocumentKind.Rule => RuleVocabulary.Language,
        DocumentKind.Action => ActionVocabulary.Language,
        _ => FormulaVocabulary.Language,
    };
}
