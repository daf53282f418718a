"""What lints of ontologies say, in each language."""

NO_LABEL = {
    "en": "{term} has no label, and nobody can read it; give it a rdfs:label or skos:prefLabel.",
    "fr": "{term} n’a pas de libellé, et personne ne peut le lire ; donnez-lui un rdfs:label ou "
    "skos:prefLabel.",
    "ar": "لا تسمية للمصطلح {term} فلا يقرؤه أحد؛ أعطه rdfs:label أو skos:prefLabel.",
}
NO_DEFINITION = {
    "en": "{term} says nowhere what it means; give it a rdfs:comment or skos:definition.",
    "fr": "{term} ne dit nulle part ce qu’il signifie ; donnez-lui un rdfs:comment ou skos:definition.",
    "ar": "لا يقول المصطلح {term} ما معناه؛ أعطه rdfs:comment أو skos:definition.",
}
NO_LANGUAGE = {
    "en": "This label has no language tag, unlike the others; add it, such as @en.",
    "fr": "Ce libellé n’a pas de balise de langue, contrairement aux autres ; ajoutez-la, par exemple @fr.",
    "ar": "ليس لهذه التسمية وسم لغة خلافًا لغيرها؛ أضفه، مثل @ar.",
}
CASE = {
    "en": "{term} begins unlike the other {kind} here; classes begin with a capital, properties with "
    "a small letter.",
    "fr": "{term} ne commence pas comme les autres ici ; les classes commencent par une majuscule, "
    "les propriétés par une minuscule.",
    "ar": "لا يبدأ {term} كما تبدأ المصطلحات الأخرى هنا؛ تبدأ الأصناف بحرف كبير والخصائص بحرف صغير.",
}
CYCLE = {
    "en": "{way} is a circle, which makes all of them the same; take one of the statements out, "
    "or say that they are equivalent.",
    "fr": "{way} forme un cercle, qui les rend tous identiques ; ôtez une des déclarations, "
    "ou dites qu’ils sont équivalents.",
    "ar": "تشكل {way} حلقة تجعلها كلها شيئًا واحدًا؛ احذف إحدى العبارات أو قل إنها متكافئة.",
}
BOTH = {
    "en": "{term} is declared both a class and a property; keep one, and give the other a name of its own.",
    "fr": "{term} est déclaré à la fois classe et propriété ; gardez l’un, et donnez à l’autre son "
    "propre nom.",
    "ar": "عُرّف {term} صنفًا وخاصية معًا؛ أبقِ أحدهما وأعطِ الآخر اسمًا خاصًا به.",
}
AS_PROPERTY = {
    "en": "{term} is a class, but is used here as a property; use the property that was meant.",
    "fr": "{term} est une classe, mais sert ici de propriété ; employez la propriété voulue.",
    "ar": "{term} صنف لكنه مستعمل هنا خاصيةً؛ استعمل الخاصية المقصودة.",
}
AS_CLASS = {
    "en": "{term} is a property, but is used here as a class; use the class that was meant.",
    "fr": "{term} est une propriété, mais sert ici de classe ; employez la classe voulue.",
    "ar": "{term} خاصية لكنها مستعملة هنا صنفًا؛ استعمل الصنف المقصود.",
}
HEADER = {
    "en": "The ontology does not give {lacking}; add that, so that others can cite and reuse it.",
    "fr": "L’ontologie ne donne pas {lacking} ; ajoutez-le, pour que d’autres puissent la citer et "
    "la réemployer.",
    "ar": "لا تذكر الأنطولوجيا {lacking}؛ أضف ذلك ليتمكن الآخرون من الإحالة إليها وإعادة استعمالها.",
}
INVERSE = {
    "en": "{term} and {other} are inverses, but the domain of one is not the range of the other; "
    "correct one of them.",
    "fr": "{term} et {other} sont inverses, mais le domaine de l’un n’est pas le codomaine de "
    "l’autre ; corrigez l’un.",
    "ar": "{term} و{other} متعاكستان لكن مجال إحداهما ليس مدى الأخرى؛ صحّح إحداهما.",
}
GIVEN_UP = {
    "en": "{term} is deprecated without a word of what to use; add dcterms:isReplacedBy or a note.",
    "fr": "{term} est obsolète sans dire par quoi le remplacer ; ajoutez dcterms:isReplacedBy ou une note.",
    "ar": "المصطلح {term} مهمل دون ذكر البديل؛ أضف dcterms:isReplacedBy أو ملاحظة.",
}
